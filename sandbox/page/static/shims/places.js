/** Addresses of cells, the contents of tabs, and what a cell's value is in Apps Script. */
'use strict';

function columnLetters(column) {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function quotedTab(title) {
  return `'${title.replace(/'/g, "''")}'`;
}

function columnNumber(letters) {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function addressOf(row, column, rows, columns) {
  const first = columnLetters(column) + row;
  return rows === 1 && columns === 1 ? first : `${first}:${columnLetters(column + columns - 1)}${row + rows - 1}`;
}

/** Whole tabs as they were read in this execution; a write or a request to outside makes them stale. */
const Contents = (() => {
  let kept = new Map();

  function read(title, option, dates) {
    const key = [title, option, dates].join('\n');
    if (!kept.has(key)) {
      const query = {valueRenderOption: option, dateTimeRenderOption: dates};
      const answer = Sandbox.sheets(`/values/${encodeURIComponent(quotedTab(title))}`, query);
      kept.set(key, answer.values || []);
    }
    return kept.get(key);
  }

  /** Dates are the numbers that turn to text when dates are asked for as text. */
  function values(title) {
    const numbers = read(title, 'UNFORMATTED_VALUE', 'SERIAL_NUMBER');
    const texts = read(title, 'UNFORMATTED_VALUE', 'FORMATTED_STRING');
    return numbers.map((row, r) =>
      row.map((value, c) => (typeof value === 'number' && typeof texts[r][c] === 'string' ? dateOf(value) : value)),
    );
  }

  return {
    values,
    shown: title => read(title, 'FORMATTED_VALUE', 'SERIAL_NUMBER'),
    formulas: title => read(title, 'FORMULA', 'SERIAL_NUMBER'),
    forget: () => {
      kept = new Map();
    },
  };
})();

/** Days since the end of 1899 as a moment that reads the same on this clock. */
function dateOf(serial) {
  const utc = new Date(Math.round(serial * 86400000) + Date.UTC(1899, 11, 30));
  return new Date(
    utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), utc.getUTCHours(), utc.getUTCMinutes(), utc.getUTCSeconds(),
  );
}

/** A value as a person would type it. */
function typed(value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (value instanceof Date) {
    const two = number => String(number).padStart(2, '0');
    const day = `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())}`;
    const time = `${two(value.getHours())}:${two(value.getMinutes())}:${two(value.getSeconds())}`;
    return time === '00:00:00' ? day : `${day} ${time}`;
  }
  return value;
}
