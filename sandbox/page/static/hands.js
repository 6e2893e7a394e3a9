// The mouse and the keyboard on the grid, and the two bars above it.
import * as clipboard from './clipboard.js';
import * as places from './places.js';

const byId = id => document.getElementById(id);

export function listen(page) {
  mouse(page);
  page.place.addEventListener('keydown', event => key(page, event));
  document.addEventListener('copy', event => copy(page, event));
  document.addEventListener('cut', event => copy(page, event) && page.editing.clear(page.selection.place));
  document.addEventListener('paste', event => paste(page, event));
  nameBox(page);
  valueBar(page);
  document.addEventListener('keydown', event => {
    if (event.key === 'F6') {
      event.preventDefault();
      const isInGrid = document.activeElement === page.place;
      isInGrid ? byId('menubar').querySelector('button').focus() : page.focus();
    }
  });
}

function mouse(page) {
  const grid = byId('grid');
  grid.addEventListener('mousedown', event => {
    if (event.target.closest('.arrow, .column-header button, .tabulator-col-resize-handle') || event.button === 2) {
      return;
    }
    page.editing.close(true);
    page.selection.pointerDown(event);
    if (!event.target.closest('input')) {
      event.preventDefault();
    }
    page.focus();
  });
  grid.addEventListener('mouseover', event => page.selection.pointerOver(event));
  grid.addEventListener('click', event => click(page, event));
  grid.addEventListener('dblclick', event => event.target.closest('[data-row][data-column]') && page.editing.open());
  grid.addEventListener('wheel', () => page.editing.close(true), {passive: true});
  grid.addEventListener('contextmenu', event => {
    const row = event.target.closest('[data-row-header], [data-row]');
    if (row) {
      event.preventDefault();
      page.openRowMenu(Number(row.dataset.rowHeader || row.dataset.row), {x: event.clientX, y: event.clientY});
    }
  });
}

function click(page, event) {
  const cell = event.target.closest('[data-row][data-column]');
  if (!cell) {
    return;
  }
  const at = {row: Number(cell.dataset.row), column: Number(cell.dataset.column)};
  if (event.target.matches('input[type=checkbox]')) {
    page.edit(places.block(at), [[event.target.checked]]);
  } else if (event.target.closest('.arrow')) {
    page.selection.set(at, at, false);
    page.editing.choose(at.row, at.column);
  }
}

function key(page, event) {
  if (event.target !== page.place) {
    return;
  }
  if (act(page, event) || page.selection.key(event)) {
    event.preventDefault();
    page.notes.show(page.grid.at(page.selection.active.row, page.selection.active.column));
  }
}

/** The keys that change cells; whether this was one. */
function act(page, event) {
  const {selection, editing} = page;
  const strong = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === 'Enter' || event.key === 'F2') {
    const cell = page.tab.cell(selection.active.row, selection.active.column);
    cell && cell.check ? editing.tick(selection.place) : editing.open();
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    editing.clear(selection.place);
  } else if (event.key === ' ' && editing.tick(selection.place)) {
    return true;
  } else if (event.key.length === 1 && !strong) {
    editing.open(event.key);
  } else {
    return false;
  }
  return true;
}

function isOnGrid(page) {
  return document.activeElement === page.place || document.activeElement === document.body;
}

function copy(page, event) {
  if (!isOnGrid(page)) {
    return false;
  }
  event.clipboardData.setData('text/plain', clipboard.toText(page.tab, page.selection.place));
  event.preventDefault();
  return true;
}

function paste(page, event) {
  if (!isOnGrid(page)) {
    return;
  }
  event.preventDefault();
  const rows = clipboard.fromText(event.clipboardData.getData('text/plain'));
  const {place, values} = clipboard.spread(rows, page.selection.place);
  page.edit(place, values);
  page.selection.set({row: place.row, column: place.column}, {row: place.lastRow, column: place.lastColumn}, false);
}

function nameBox(page) {
  const box = byId('name-box');
  box.addEventListener('focus', () => box.select());
  box.addEventListener('keydown', event => {
    const place = event.key === 'Enter' && places.fromText(box.value);
    if (place) {
      page.selection.set({row: place.row, column: place.column}, {row: place.lastRow, column: place.lastColumn});
      page.focus();
    } else if (event.key === 'Escape') {
      page.selected();
      page.focus();
    }
  });
}

function valueBar(page) {
  const bar = byId('value-bar');
  bar.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== 'Escape') {
      return;
    }
    const text = bar.value;
    page.focus();
    if (event.key === 'Enter') {
      page.editing.fromBar(text);
    }
    page.selected();
  });
}
