/**
 * The menu. Sheets calls onOpen with few rights: it may build the menu and nothing else.
 */
function onOpen() {
  SpreadsheetApp.getUi()
    .createMenu(WORDS.product)
    .addItem(WORDS.check, 'checkThisSheet')
    .addItem(WORDS.checkRows, 'checkSelectedRows')
    .addItem(WORDS.preview, 'previewInvoices')
    .addItem(WORDS.generate, 'generateInvoices')
    .addItem(WORDS.explain, 'explainThisRow')
    .addSeparator()
    .addItem(WORDS.undo, 'undoLastRun')
    .addItem(WORDS.clear, 'clearOurColumns')
    .addItem(WORDS.setup, 'setUpThisSheet')
    .addToUi();
}

/** Checks every tracked tab; the service does as much as it can in one call and says what is left. */
function checkThisSheet() {
  told(() => {
    toast(WORDS.checking, -1);
    stampAllTabs();
    toast(untilNothingRemains(), 10);
  });
}

/** Judges everything, and describes and writes only the rows that are selected. */
function checkSelectedRows() {
  told(() => {
    const range = SpreadsheetApp.getActiveSpreadsheet().getActiveRange();
    if (!range) {
      throw new Error(WORDS.noRows);
    }
    const sheet = range.getSheet();
    const place = rowIdPlace(sheet);
    if (!place) {
      throw new Error(say('noTimesheet', {tab: sheet.getName()}));
    }
    toast(WORDS.checking, -1);
    stampEditedRows(sheet, place, range);
    toast(untilNothingRemains({tab: sheet.getName(), firstRow: range.getRow(), lastRow: range.getLastRow()}), 10);
  });
}

/** Takes back what the last run wrote, once a person has said yes to what that is. */
function undoLastRun() {
  told(() => afterAYes('/addon/undo', WORDS.undo, WORDS.undoing));
}

/** Takes our columns and tabs away, once a person has said yes. */
function clearOurColumns() {
  told(() => afterAYes('/addon/clear', WORDS.clear, WORDS.clearing));
}

/** Shows what would be drafted; nothing is written anywhere. */
function previewInvoices() {
  told(() => showInvoices('preview', WORDS.preview));
}

/** Shows what will be drafted, and drafts it once a person has said yes to the words in the dialog. */
function generateInvoices() {
  told(() => showInvoices('generate', WORDS.generate));
}

/** Opens the sidebar about the selected row. */
function explainThisRow() {
  told(() => {
    const page = HtmlService.createTemplateFromFile('Sidebar').evaluate().setTitle(WORDS.explain);
    SpreadsheetApp.getUi().showSidebar(page);
  });
}

/** Opens the set-up dialog. */
function setUpThisSheet() {
  told(() => {
    const page = HtmlService.createTemplateFromFile('SetupDialog').evaluate().setWidth(640).setHeight(520);
    SpreadsheetApp.getUi().showModalDialog(page, WORDS.setup);
  });
}

/**
 * The text of another HTML file, for templates.
 * @param {string} file
 */
function include(file) {
  return HtmlService.createHtmlOutputFromFile(file).getContent();
}

/**
 * Does something a person asked for in the menu, and says in a dialog what went wrong.
 * @param {() => void} work
 */
function told(work) {
  try {
    work();
  } catch (problem) {
    const ui = SpreadsheetApp.getUi();
    ui.alert(WORDS.product, sentenceOf(problem), ui.ButtonSet.OK);
  }
}

/**
 * The service says what it would do; it does it after a yes.
 * @param {string} path
 * @param {string} title
 * @param {string} working
 */
function afterAYes(path, title, working) {
  const ui = SpreadsheetApp.getUi();
  const asked = callService(path, thisSheet());
  if (!asked.question) {
    toast(asked.message, 10);
    return;
  }
  if (ui.alert(title, asked.question, ui.ButtonSet.YES_NO) === ui.Button.YES) {
    toast(working, -1);
    toast(callService(path, {...thisSheet(), confirmed: true}).message, 15);
  }
}

/**
 * @param {string} text
 * @param {number} seconds how long it stays; -1 until the next one
 */
function toast(text, seconds) {
  SpreadsheetApp.getActiveSpreadsheet().toast(text, WORDS.product, seconds);
}

/** @param {unknown} problem */
function sentenceOf(problem) {
  return problem instanceof Error ? problem.message : String(problem);
}
