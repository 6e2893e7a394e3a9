// The list of workbooks, as Drive tells it.
const query = new URLSearchParams({
  q: "mimeType='application/vnd.google-apps.spreadsheet'",
  fields: 'files(id,name)',
  pageSize: '1000',
});
const answer = await fetch(`/drive/v3/files?${query}`, {headers: {Authorization: 'Bearer page'}});
const files = answer.ok ? (await answer.json()).files || [] : [];
document.getElementById('none').hidden = files.length > 0;
for (const file of files) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `/sheet/${encodeURIComponent(file.id)}`;
  link.textContent = file.name;
  item.append(link);
  document.getElementById('workbooks').append(item);
}
