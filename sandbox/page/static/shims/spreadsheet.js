/** Spreadsheet and SpreadsheetApp. */
'use strict';

function tabs() {
  const answer = Sandbox.sheets('', {fields: 'properties,sheets.properties'});
  return {title: answer.properties.title, properties: answer.properties, sheets: (answer.sheets || []).map(entry => makeSheet(entry.properties))};
}

function sheetById(id) {
  const found = tabs().sheets.find(sheet => sheet.getSheetId() === id);
  if (!found) {
    throw new Error(`There is no tab with the id ${id} any more.`);
  }
  return found;
}

function activeSheet() {
  return Run.active ? sheetById(Run.active.tabId) : tabs().sheets[0];
}

function makeSpreadsheet() {
  const book = strict('Spreadsheet', {
    addDeveloperMetadata: (key, value, visibility) => {
      Sandbox.change([{createDeveloperMetadata: {developerMetadata: {
        metadataKey: key, metadataValue: value, visibility, location: {spreadsheet: true},
      }}}]);
      return book;
    },
    getActiveCell: () => activeRangeIn(activeSheet()).getCell(1, 1),
    getActiveRange: () => activeRangeIn(activeSheet()),
    getActiveSheet: activeSheet,
    getId: () => Run.spreadsheetId,
    getName: () => tabs().title,
    getRange: text => {
      const name = text.includes('!') ? text.slice(0, text.lastIndexOf('!')).replace(/^'(.*)'$/, '$1').replace(/''/g, "'") : '';
      const sheet = name ? book.getSheetByName(name) : activeSheet();
      if (!sheet) {
        throw new Error(`Range not found: ${text}`);
      }
      return sheet.getRange(text);
    },
    getSheetByName: name => tabs().sheets.find(sheet => sheet.getName() === name) || null,
    getSheetById: id => tabs().sheets.find(sheet => sheet.getSheetId() === id) || null,
    getSheets: () => tabs().sheets,
    getSpreadsheetLocale: () => tabs().properties.locale,
    getSpreadsheetTimeZone: () => tabs().properties.timeZone,
    getUrl: () => `${self.location.origin}/sheet/${encodeURIComponent(Run.spreadsheetId)}`,
    setActiveSheet: sheet => sheet.activate(),
    toast: (text, title, seconds) => Run.tell('toast', {text: String(text), title: title || '', seconds: seconds === undefined || seconds === null ? 5 : seconds}),
  });
  return book;
}

function makeSpreadsheetServices() {
  return {
    SpreadsheetApp: strict('SpreadsheetApp', {
      DeveloperMetadataVisibility: enumeration('DeveloperMetadataVisibility', ['DOCUMENT', 'PROJECT']),
      flush: () => Contents.forget(),
      getActive: makeSpreadsheet,
      getActiveRange: () => activeRangeIn(activeSheet()),
      getActiveSheet: activeSheet,
      getActiveSpreadsheet: makeSpreadsheet,
      getUi: makeUi,
    }),
  };
}
