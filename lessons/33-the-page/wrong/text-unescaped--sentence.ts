// Shows the sentence about a bad name as it is, and it quotes the name.
//#file page.ts
//#replace
import { html, safeUrl, type Html, type HtmlValue }
//#with
import { Html, html, safeUrl, type HtmlValue }
//#end
//#replace
<p role="alert">${problem}</p>
//#with
<p role="alert">${new Html(problem)}</p>
//#end
//#file slugs.ts
//#replace
    throw new HttpError(422, 'A name has 3 to 50 letters from a to z and digits, with - and _ '
      + 'between them')
//#with
    throw new HttpError(422, `${text} isn't a name: use 3 to 50 letters and digits`)
//#end
