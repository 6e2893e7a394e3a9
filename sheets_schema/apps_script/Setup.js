/** The function that the trigger calls; it stands in Edits.js. */
const TRIGGER_FUNCTION = 'onEdited';

/**
 * Called by the set-up dialog: installs the trigger once and says what the service understood of the sheet.
 * @param {Record<string, Record<string, string>>=} decisions what a person says about tabs, by tab and key
 */
function sheetSetUp(decisions) {
  const installed = installTriggerOnce();
  const answer = watched('/addon/setup', decisions ? {...thisSheet(), decisions} : thisSheet());
  const tabs = (answer.tabs || []).map(withHeaders);
  return {...answer, tabs, installed, runsAs: Session.getEffectiveUser().getEmail()};
}

/**
 * A tab as it was understood, with all its headers to choose from.
 * @param {{tab: string, headerRow?: number}} told
 */
function withHeaders(told) {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(told.tab);
  if (!sheet || sheet.getLastRow() === 0) {
    return {...told, headers: []};
  }
  const shown = sheet.getRange(told.headerRow || 1, 1, 1, sheet.getLastColumn()).getDisplayValues()[0];
  return {...told, headers: shown.filter(text => text.trim() !== '' && !isOurs(text))};
}

/** @param {string} header */
function isOurs(header) {
  return COLUMNS.some(column => column.owner === 'ours' && isCalled(column, header));
}

/** @returns {boolean} whether it had to be installed */
function installTriggerOnce() {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const there = ScriptApp.getUserTriggers(spreadsheet);
  if (there.some(trigger => trigger.getHandlerFunction() === TRIGGER_FUNCTION)) {
    return false;
  }
  ScriptApp.newTrigger(TRIGGER_FUNCTION).forSpreadsheet(spreadsheet).onEdit().create();
  return true;
}
