/**
 * The menu. Sheets calls onOpen with few rights: it may build the menu and nothing else.
 */
function onOpen() {
  SpreadsheetApp.getUi()
    .createMenu(WORDS.product)
    .addItem('Check this sheet', 'checkThisSheet')
    .addItem(WORDS.preview, 'previewInvoices')
    .addItem(WORDS.generate, 'generateInvoices')
    .addItem(WORDS.explain, 'explainThisRow')
    .addSeparator()
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
