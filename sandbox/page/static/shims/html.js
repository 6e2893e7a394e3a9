/** HtmlService: pages from the script's HTML files, with scriptlets. */
'use strict';

function makeHtmlOutput(content) {
  const kept = {content: String(content), title: '', width: null, height: null};
  const setter = name => value => {
    kept[name] = value;
    return output;
  };
  const output = strict('HtmlOutput', {
    append: text => setter('content')(kept.content + text),
    getContent: () => kept.content,
    getHeight: () => kept.height,
    getTitle: () => kept.title,
    getWidth: () => kept.width,
    setContent: setter('content'),
    setHeight: setter('height'),
    setTitle: setter('title'),
    setWidth: setter('width'),
    addMetaTag: () => output,
    setSandboxMode: () => output,
  });
  return output;
}

function htmlFile(name) {
  const file = name.endsWith('.html') ? name : `${name}.html`;
  if (!Sandbox.get('/__script/files').includes(file)) {
    throw new Error(`No HTML file named ${name} was found.`);
  }
  return Files.text(file);
}

const Files = (() => {
  const Request = self.XMLHttpRequest;
  return {
    text(name) {
      const request = new Request();
      request.open('GET', `/__script/files/${encodeURIComponent(name)}`, false);
      request.send();
      return request.responseText;
    },
  };
})();

/** A template is an object whose properties the script sets; they are the variables of its scriptlets. */
function makeTemplate(source) {
  return {
    evaluate() {
      const given = Object.entries(this).filter(([, value]) => typeof value !== 'function');
      const names = given.map(([name]) => name);
      const run = new Function('__out', '__escaped', ...names, scriptletCode(source)); // names stand for the script's own variables
      const parts = [];
      run(text => parts.push(text), escaped, ...given.map(([, value]) => value));
      return makeHtmlOutput(parts.join(''));
    },
    getRawContent: undefined,
  };
}

/** `<?= x ?>` prints escaped, `<?!= x ?>` prints as it is, `<? code ?>` runs. */
function scriptletCode(source) {
  let code = '';
  source.split(/(<\?[\s\S]*?\?>)/).forEach(part => {
    if (part.startsWith('<?!=')) {
      code += `__out(String(${part.slice(4, -2)}));\n`;
    } else if (part.startsWith('<?=')) {
      code += `__out(__escaped(${part.slice(3, -2)}));\n`;
    } else if (part.startsWith('<?')) {
      code += `${part.slice(2, -2)}\n`;
    } else {
      code += `__out(${JSON.stringify(part)});\n`;
    }
  });
  return code;
}

function escaped(value) {
  const signs = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};
  return String(value).replace(/[&<>"']/g, sign => signs[sign]);
}

function makeHtmlServices() {
  return {
    HtmlService: strict('HtmlService', {
      createHtmlOutput: (content = '') => makeHtmlOutput(content),
      createHtmlOutputFromFile: name => makeHtmlOutput(htmlFile(name)),
      createTemplate: source => makeTemplate(String(source)),
      createTemplateFromFile: name => makeTemplate(htmlFile(name)),
      SandboxMode: enumeration('SandboxMode', ['IFRAME', 'NATIVE', 'EMULATED']),
    }),
  };
}
