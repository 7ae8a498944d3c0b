// Other columns in the CSV, with the city at the end, and commas in the text for people.
//#replace
  if (type === 'text/csv') return rows.map((row) => `${row.join(',')}\r\n`).join('')
  return rows.map(([time, to, platform]) => `${time}  ${to}  platform ${platform}\n`).join('')
//#with
  const lines = rows.map(([time, to, platform]) => type === 'text/csv'
    ? `"${time}","${to}"\r\n` : `${time}, ${to}, platform ${platform}\n`)
  return (type === 'text/csv' ? 'time,to\r\n' : '') + lines.join('')
//#end
