// Looks for an @, and not for a second one.
//#file credentials.ts
//#replace
    && /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u.test(value)
//#with
    && /^[^\s\p{Cc}]+@[^\s\p{Cc}]+$/u.test(value)
//#end
