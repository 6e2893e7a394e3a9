/**
 * One execution of the script, as Google runs it: a fresh world in which every call is synchronous.
 * The page sends one order {spreadsheetId, user, owner, active, functionName, args, event} and gets messages back.
 */
'use strict';

importScripts('strict.js', 'sandbox.js', 'places.js', 'range.js', 'sheet.js', 'spreadsheet.js', 'html.js', 'ui.js', 'digest.js', 'services.js');

self.onmessage = message => {
  const order = message.data;
  try {
    Run.begin(order);
    Object.assign(self, makeSpreadsheetServices(), makeHtmlServices(), makeOtherServices());
    loadScript();
    const args = order.event ? [makeEvent(order.event)] : order.args || [];
    Run.tell('done', {value: plain(callByName(order.functionName, args))});
  } catch (problem) {
    Run.tell('failed', {message: problem && problem.message ? problem.message : String(problem), stack: String(problem && problem.stack)});
  }
};

/** The files of the script, in order; what a browser has and Apps Script has not is gone by then. */
function loadScript() {
  const files = Sandbox.get('/__script/files').filter(name => !name.endsWith('.html'));
  const load = self.importScripts;
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'setTimeout', 'setInterval', 'indexedDB', 'caches', 'importScripts']) {
    Object.defineProperty(self, name, {value: undefined, configurable: true});
  }
  load.apply(self, files.map(name => `/__script/files/${encodeURIComponent(name)}`));
}

function callByName(name, args) {
  const called = self[name];
  if (typeof called !== 'function' || /_$/.test(name)) {
    throw new Error(`Script function not found: ${name}`);
  }
  return called(...args);
}

/** What may cross to a page: numbers, texts, lists, plain objects. */
function plain(value) {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function makeEvent(told) {
  const sheet = sheetById(told.tabId);
  return {
    authMode: 'FULL',
    range: makeRange(sheet, told.row, told.column, told.rows, told.columns),
    source: makeSpreadsheet(),
    triggerUid: told.triggerUid,
    user: strict('User', {getEmail: () => told.user, email: told.user}),
    value: told.value,
    oldValue: told.oldValue,
  };
}
