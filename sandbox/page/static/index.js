// The list of workbooks.
const workbooks = await (await fetch('/__page/workbooks')).json();
document.getElementById('none').hidden = workbooks.length > 0;
for (const workbook of workbooks) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `/sheet/${encodeURIComponent(workbook.spreadsheetId)}`;
  link.textContent = workbook.title;
  item.append(link);
  document.getElementById('workbooks').append(item);
}
