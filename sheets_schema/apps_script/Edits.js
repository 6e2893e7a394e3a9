/**
 * The installable trigger. It runs as whoever set up the sheet; who edited is only what Google says in e.user.
 * The event carries a value only where one cell was edited, so the service gets the place and reads it itself.
 * @param {GoogleAppsScript.Events.SheetsOnEdit} e
 */
function onEdited(e) {
  const sheet = e.range.getSheet();
  const place = rowIdPlace(sheet);
  if (!place && !OWN_TABS.includes(sheet.getName())) {
    return;
  }
  try {
    if (place) {
      stampEditedRows(sheet, place, e.range);
    }
    const seen = place ? displayedIn(sheet, place, e.range) : undefined;
    const said = lookedAt({...editOf(e), seen});
    if (said) {
      toast(said, 12);
    }
  } catch (problem) {
    toast(sentenceOf(problem), 12);
  }
}

/**
 * Tells the service of an edit, and the person where its turn at Google takes a while to come. After the last wait the
 * service keeps the edit for its clock.
 * @param {Record<string, unknown>} edit
 * @returns {string} what came of it
 */
function lookedAt(edit) {
  let answer = callService('/addon/edited', edit);
  for (let turn = 1; answer.wait && turn <= TURNS; turn++) {
    const seconds = Math.min(LONGEST_TURN, answer.wait);
    toast(say('waiting', {seconds: seconds}), seconds + 5);
    Utilities.sleep(1000 * seconds);
    answer = callService('/addon/edited', turn < TURNS ? edit : {...edit, waits: true});
  }
  return answer.message;
}

/** @param {GoogleAppsScript.Events.SheetsOnEdit} e */
function editOf(e) {
  const sheet = e.range.getSheet();
  return {
    spreadsheetId: e.source.getId(),
    tabId: sheet.getSheetId(),
    tab: sheet.getName(),
    firstRow: e.range.getRow(),
    lastRow: e.range.getLastRow(),
    firstColumn: e.range.getColumn(),
    lastColumn: e.range.getLastColumn(),
    by: e.user ? e.user.getEmail() : '',
  };
}
