/**
 * What a row displayed when its box was touched: a tick counts for that, and for nothing that is typed before the
 * service has looked. The words themselves stay here; a short name of them is sent.
 */

/** Rows of one edit that are vouched for: of those beyond, the service finds the ticks without knowing whose they are. */
const MOST_VOUCHED = 2000;

/**
 * @param {Tab} sheet
 * @param {Place} place
 * @param {GoogleAppsScript.Spreadsheet.Range} range what was edited
 * @returns {{columns: number[], rows: Record<string, string>} | undefined} by Row ID; undefined where no box is in it
 */
function displayedIn(sheet, place, range) {
  const boxes = range.getColumn() <= place.approve && place.approve <= range.getLastColumn();
  const first = Math.max(range.getRow(), place.row + 1);
  const last = Math.min(range.getLastRow(), sheet.getLastRow(), first + MOST_VOUCHED - 1);
  if (!boxes || last < first) {
    return undefined;
  }
  /** @type {Record<string, string>} */
  const rows = {};
  for (const cells of sheet.getRange(first, 1, last - first + 1, sheet.getLastColumn()).getDisplayValues()) {
    const id = cells[place.column - 1];
    if (id !== '') {
      rows[id] = imprintOf(place.read.map(column => cells[column - 1]));
    }
  }
  return {columns: place.read, rows};
}

/** @param {string[]} texts */
function imprintOf(texts) {
  const algorithm = Utilities.DigestAlgorithm.SHA_256;
  const bytes = Utilities.computeDigest(algorithm, texts.join('\u001f'), Utilities.Charset.UTF_8);
  return bytes.slice(0, 8).map(byte => (byte & 255).toString(16).padStart(2, '0')).join('');
}
