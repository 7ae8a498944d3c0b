// Has a textarea for the note.
//#file page.ts
//#replace
${field(typed, 'note', 'Note (only you see it)')}
//#with
<p><label>Note <textarea name="note">${typed.get('note') ?? ''}</textarea></label></p>
//#end
