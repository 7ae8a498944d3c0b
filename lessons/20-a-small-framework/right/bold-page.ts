// A page with markup of its own in each notice, and strict answers to odd ids.
//#file main.ts
//#replace
<h2>${title}</h2>
//#with
<h2><b>${title}</b></h2>
//#end
//#replace
<p>${text}</p>
//#with
<p>${text.split('\n').map((line) => html`${line}<br>`)}</p>
//#end
//#file notices.ts
//#replace
  if (notice === undefined) throw
//#with
  if (!/^\d+$/.test(id ?? '')) throw new HttpError(400, 'An id is a number')
  if (notice === undefined) throw
//#end
//#replace
throw new HttpError(422,
//#with
throw new HttpError(400,
//#end
