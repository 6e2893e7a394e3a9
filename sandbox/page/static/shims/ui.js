/** Ui: menu, sidebar, dialogs; a question stops the script until a person has answered in the page. */
'use strict';

const BUTTON_SETS = {OK: ['OK'], OK_CANCEL: ['OK', 'CANCEL'], YES_NO: ['YES', 'NO'], YES_NO_CANCEL: ['YES', 'NO', 'CANCEL']};

function makeUi() {
  return strict('Ui', {
    Button: enumeration('Button', ['OK', 'CANCEL', 'YES', 'NO', 'CLOSE']),
    ButtonSet: enumeration('ButtonSet', Object.keys(BUTTON_SETS)),
    createMenu: makeMenu,
    createAddonMenu: () => makeMenu('Tickmark'),
    alert: (...words) => question('alert', words).button,
    prompt: (...words) => promptAnswer(question('prompt', words)),
    showSidebar: page => Run.tell('sidebar', {html: page.getContent(), title: page.getTitle()}),
    showModalDialog: (page, title) => dialog(page, title, true),
    showModelessDialog: (page, title) => dialog(page, title, false),
  });
}

function dialog(page, title, modal) {
  Run.tell('dialog', {html: page.getContent(), title: String(title), width: page.getWidth(), height: page.getHeight(), modal});
}

function makeMenu(title) {
  const items = [];
  const menu = strict('Menu', {
    addItem: (text, functionName) => {
      items.push({text, functionName});
      return menu;
    },
    addSeparator: () => {
      items.push({separator: true});
      return menu;
    },
    addSubMenu: sub => {
      items.push({text: sub.told().title, items: sub.told().items});
      return menu;
    },
    addToUi: () => Run.tell('menu', {title, items}),
    told: () => ({title, items}),
  });
  return menu;
}

/** (text), (text, buttons), (title, text, buttons): Google tells them apart by their number and kind. */
function question(kind, words) {
  const last = words[words.length - 1];
  const buttons = words.length > 1 && BUTTON_SETS[last] ? last : 'OK';
  const texts = BUTTON_SETS[last] && words.length > 1 ? words.slice(0, -1) : words;
  const id = `${Run.id}-${Math.random().toString(36).slice(2)}`;
  Run.tell('question', {id, type: kind, title: texts.length > 1 ? String(texts[0]) : '', text: String(texts[texts.length - 1]), buttons: BUTTON_SETS[buttons]});
  for (;;) {
    const came = Sandbox.get(`/__script/answers/${id}`);
    if (came) {
      return came.answer;
    }
  }
}

function promptAnswer(answer) {
  return strict('PromptResponse', {getSelectedButton: () => answer.button, getResponseText: () => answer.text || ''});
}
