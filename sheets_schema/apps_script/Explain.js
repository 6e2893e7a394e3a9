/** Called by the sidebar: what the service knows about the row that is selected now. */
function explainedRow() {
  const range = SpreadsheetApp.getActiveSpreadsheet().getActiveRange();
  if (!range) {
    throw new Error(WORDS.noRow);
  }
  const sheet = range.getSheet();
  const place = {tab: sheet.getName(), row: range.getRow()};
  const answer = callService('/addon/explain', {
    ...thisSheet(),
    tabId: sheet.getSheetId(),
    ...place,
  });
  return {...answer, place};
}
