/** Everything the script itself says, in one place. What the service says is passed on as it comes. */
const WORDS = {
  product: 'Tickmark',
  checking: 'Checking this sheet…',
  /** @param {number} rows */
  remaining: rows => `Checking this sheet… ${rows} ${rows === 1 ? 'row' : 'rows'} to go`,
  /** @param {number} rows */
  unfinished: rows =>
    `${rows} ${rows === 1 ? 'row is' : 'rows are'} still to be checked. ` +
    'Pick Check this sheet once more to go on from here.',
  /** @param {number} seconds */
  waiting: seconds =>
    `Many sheets are being looked at just now: your change has its turn in about ${seconds} seconds. Go on as you like.`,
  noAddress:
    'The address of the Tickmark service is not set. Open Extensions > Apps Script > Project settings ' +
    'and add a script property SERVICE_URL with the address you were given.',
  noToken:
    'Google gave no proof of who you are. Pick Set up this sheet and allow what it asks for; ' +
    'the script needs the openid permission.',
  /** @param {string} reason */
  noAnswer: reason =>
    `The Tickmark service could not be reached (${reason}). Nothing was changed; try again in a minute.`,
  /** @param {number} code */
  oddAnswer: code =>
    `The Tickmark service gave an answer that cannot be read (${code}). ` +
    'Try again in a minute; if it stays, tell whoever looks after Tickmark.',
  noRow: 'Select a cell in the row that you want explained.',
  noRows: 'Select the rows that you want checked.',
  /** @param {string} tab */
  noTimesheet: tab =>
    `${tab} has no Row ID column, so it is not set up. Pick Set up this sheet first, or open a tab with hours.`,
  undoing: 'Putting back what was there before…',
  clearing: 'Taking our columns away…',
  check: 'Check this sheet',
  checkRows: 'Check selected rows only',
  undo: 'Undo last run',
  clear: 'Clear our columns',
  rowMoved: 'The row stands elsewhere by now, so nothing was changed. Select it and have it explained again.',
  /** @param {string} header */
  noColumn: header => `No column is called ${header} any more, so nothing was changed.`,
  explain: 'Explain this row',
  preview: 'Preview invoices',
  generate: 'Generate invoices',
  setup: 'Set up this sheet',
};
