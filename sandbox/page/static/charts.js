// Charts over the cells: bars as wide as the longest of them allows, placed by the cell they are anchored to.
const ROW_HEADER_WIDTH = 46;
const ROW_HEIGHT = 22;

/** Draws the charts of a tab into the part of the grid that scrolls. */
export function drawCharts(holder, tab) {
  for (const chart of tab.charts || []) {
    const box = document.createElement('figure');
    box.className = 'chart';
    box.style.left = `${leftOf(tab, chart.column) + chart.x}px`;
    box.style.top = `${Math.max(0, chart.row - (tab.frozenRows || 0)) * ROW_HEIGHT + chart.y}px`;
    box.style.width = `${chart.width}px`;
    box.style.height = `${chart.height}px`;
    box.append(titled(chart), ...chart.bars.map(bar => drawn(bar, longest(chart))));
    holder.append(box);
  }
}

function leftOf(tab, column) {
  let left = ROW_HEADER_WIDTH;
  for (let at = 1; at <= column; at += 1) {
    left += tab.isHidden(at) ? 0 : tab.width(at);
  }
  return left;
}

function longest(chart) {
  return Math.max(1, ...chart.bars.map(bar => bar.length));
}

function titled(chart) {
  const title = document.createElement('figcaption');
  title.textContent = chart.title;
  return title;
}

function drawn(bar, most) {
  const line = document.createElement('div');
  line.className = 'chart-line';
  const name = document.createElement('span');
  name.textContent = bar.name;
  const length = document.createElement('i');
  length.style.width = `${(100 * bar.length) / most}%`;
  const value = document.createElement('b');
  value.textContent = String(bar.length);
  const room = document.createElement('span');
  room.append(length);
  line.append(name, room, value);
  return line;
}
