// Forgets the quotes: in an attribute they are markup.
//#file framework/html.ts
//#replace
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
//#with
//#end
