// Has rules about digits and capitals.
//#file credentials.ts
//#replace
    && Array.from(value).length >= fewestCharacters
//#with
    && Array.from(value).length >= fewestCharacters && /\d/.test(value) && /[A-Z]/.test(value)
//#end
