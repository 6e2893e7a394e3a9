// The page's own menus: of the file, the view, a column, a row.
import * as book from './book.js';
import * as places from './places.js';

export function fileMenu() {
  return [
    {text: 'All spreadsheets', run: () => location.assign('/')},
    {text: 'Download as .xlsx', testid: 'menu-item-download', run: () => location.assign(`/__export/${encodeURIComponent(book.id)}.xlsx`)},
  ];
}

export function viewMenu(page) {
  const hidden = [...page.tab.hiddenColumns].map(index => index + 1);
  return [
    {text: 'Show hidden columns on this screen', testid: 'menu-item-show-hidden', run: () => page.grid.toggleColumns(hidden, true)},
    {text: 'Hide them again', testid: 'menu-item-hide-again', run: () => page.grid.toggleColumns(hidden, false)},
  ];
}

export function columnMenu(page, column) {
  const name = places.letters(column);
  return [
    {text: 'Sort sheet A to Z', testid: `sort-ascending-${name}`, run: () => sort(page, column, true)},
    {text: 'Sort sheet Z to A', testid: `sort-descending-${name}`, run: () => sort(page, column, false)},
    {separator: true},
    ...[[-1, 'left'], [1, 'right']].filter(([by]) => column + by >= 1 && column + by <= page.tab.columnCount).map(([by, side]) => (
      {text: `Move column ${side}`, testid: `move-${side}-${name}`, run: () => page.act('moveColumn', {tab: page.tab.title, column, to: column + by})}
    )),
    {separator: true},
    {text: `Hide column ${name} on this screen`, run: () => page.grid.toggleColumns([column], false)},
  ];
}

/** Frozen rows stay at the top, as in a sheet. */
function sort(page, column, ascending) {
  const {tab} = page;
  const place = {row: (tab.frozenRows || 0) + 1, column: 1, lastRow: Math.max(tab.rows.length, (tab.frozenRows || 0) + 1), lastColumn: tab.columnCount};
  page.act('sort', {range: tab.range(place), column, ascending});
}

export function rowMenu(page, row) {
  const {place} = page.selection;
  const inside = row >= place.row && row <= place.lastRow;
  const first = inside ? place.row : row;
  const last = inside ? place.lastRow : row;
  const count = last - first + 1;
  const what = count === 1 ? 'row' : `${count} rows`;
  const tab = page.tab.title;
  return [
    {text: `Insert ${what} above`, testid: 'insert-above', run: () => page.act('insertRows', {tab, at: first, count})},
    {text: `Insert ${what} below`, testid: 'insert-below', run: () => page.act('insertRows', {tab, at: last + 1, count})},
    {separator: true},
    {text: count === 1 ? `Delete row ${first}` : `Delete rows ${first} to ${last}`, testid: 'delete-rows', run: () => page.act('deleteRows', {tab, first, last})},
  ];
}
