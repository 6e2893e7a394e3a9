/**
 * The dialog opens at once and asks for its content itself, so that a person sees that something happens.
 * @param {'preview' | 'generate'} mode
 * @param {string} title
 */
function showInvoices(mode, title) {
  const template = HtmlService.createTemplateFromFile('InvoicesDialog');
  template.mode = mode;
  const page = template.evaluate().setWidth(720).setHeight(540);
  SpreadsheetApp.getUi().showModalDialog(page, title);
}

/** Called by the dialog: what would be drafted now. */
function previewedInvoices() {
  return callService('/addon/preview', thisSheet());
}

/** Called by the dialog after a person has pressed its button. */
function generatedInvoices() {
  const answer = callService('/addon/generate', thisSheet());
  toast(answer.message, 10);
  return answer;
}
