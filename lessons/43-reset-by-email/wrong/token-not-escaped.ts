// Shows the token as it came.
//#file resetPage.ts
//#replace
import { html, type Html } from './framework/html.ts'
//#with
import { html, Html } from './framework/html.ts'
//#end
//#replace
<form method="post" action="/login/confirm">
//#with
<form method="post" action="/login/confirm">${new Html(`<p>Token: ${token}</p>`)}
//#end
