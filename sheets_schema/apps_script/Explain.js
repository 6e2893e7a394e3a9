/** Called by the sidebar: what the service knows about the row that is selected now. */
function explainedRow() {
  const range = SpreadsheetApp.getActiveSpreadsheet().getActiveRange();
  if (!range) {
    throw new Error(WORDS.noRow);
  }
  return explainedAt(range.getSheet(), range.getRow());
}

/**
 * @param {Tab} sheet
 * @param {number} row
 */
function explainedAt(sheet, row) {
  const place = {tab: sheet.getName(), row};
  const answer = callService('/addon/explain', {...thisSheet(), tabId: sheet.getSheetId(), ...place});
  return {...answer, place};
}

/**
 * Called by the sidebar: writes one cell that a person has clicked for, with that person's own rights.
 * The row is known by its id, the column by its header, so nothing else can be hit when things were moved meanwhile.
 * @param {{tab: string, row: number}} place
 * @param {{header: string, headerRow: number, value: string, rowId: string}} offer
 */
function acceptedOffer(place, offer) {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(place.tab);
  const ids = sheet && rowIdPlace(sheet);
  if (!sheet || !ids || String(sheet.getRange(place.row, ids.column).getValue()) !== offer.rowId) {
    throw new Error(WORDS.rowMoved);
  }
  const headers = sheet.getRange(offer.headerRow, 1, 1, sheet.getLastColumn()).getDisplayValues()[0];
  const column = headers.indexOf(offer.header) + 1;
  if (column === 0) {
    throw new Error(say('noColumn', {header: offer.header}));
  }
  // A text that a model wrote is never to become a formula.
  sheet.getRange(place.row, column).setValue(/^[=+\-@]/.test(offer.value) ? `'${offer.value}` : offer.value);
  SpreadsheetApp.flush();
  callService('/addon/edited', {
    ...thisSheet(), tabId: sheet.getSheetId(), tab: place.tab,
    firstRow: place.row, lastRow: place.row, firstColumn: column, lastColumn: column,
  });
  return explainedAt(sheet, place.row);
}

/**
 * Called by the sidebar: makes two rows of one, as the service has offered it.
 * @param {{tab: string, row: number}} place
 * @param {{rowId: string}} offer
 */
function acceptedSplit(place, offer) {
  const answer = callService('/addon/split', {...thisSheet(), ...place, rowId: offer.rowId});
  toast(answer.message, 12);
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(place.tab);
  if (!sheet) {
    throw new Error(WORDS.rowMoved);
  }
  return explainedAt(sheet, place.row);
}
