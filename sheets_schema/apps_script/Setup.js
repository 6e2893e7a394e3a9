/** The function that the trigger calls; it stands in Edits.js. */
const TRIGGER_FUNCTION = 'onEdited';

/**
 * Called by the set-up dialog: installs the trigger once and says what the service understood of the sheet.
 * @param {Record<string, Record<string, string>>=} decisions what a person says about tabs, by tab and key
 */
function sheetSetUp(decisions) {
  const installed = installTriggerOnce();
  const answer = callService('/addon/setup', decisions ? {...thisSheet(), decisions} : thisSheet());
  return {...answer, installed, runsAs: Session.getEffectiveUser().getEmail()};
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
