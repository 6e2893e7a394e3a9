// Pages of the script in frames of their own, shut off from the page around them.
const frames = new Map();

/** A frame with a page of the script; `run(functionName, args)` carries out its calls, `host(kind, told)` the rest. */
export function makeFrame(html, title, run, host) {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox');
  frame.srcdoc = withRunner(html);
  frames.set(frame, {run, host});
  return frame;
}

export function dropFrame(frame) {
  frames.delete(frame);
}

function withRunner(html) {
  const script = `<script src="${location.origin}/__page/static/frame.js"></script>`;
  const head = /<head[^>]*>/i.exec(html);
  if (!head) {
    return script + html;
  }
  const end = head.index + head[0].length;
  return html.slice(0, end) + script + html.slice(end);
}

addEventListener('message', async event => {
  const entry = [...frames].find(([frame]) => frame.contentWindow === event.source);
  const told = event.data || {};
  if (!entry) {
    return;
  }
  const [frame, {run, host}] = entry;
  if (told.host) {
    host(told.host, told);
    return;
  }
  if (told.call === undefined) {
    return;
  }
  try {
    const value = await run(told.functionName, told.args);
    frame.contentWindow?.postMessage({answerTo: told.call, value}, '*');
  } catch (problem) {
    frame.contentWindow?.postMessage({answerTo: told.call, failed: problem.message}, '*');
  }
});
