// Counts an emoji as two characters.
//#file credentials.ts
//#replace
    && Array.from(value).length >= fewestCharacters
//#with
    && value.length >= fewestCharacters
//#end
