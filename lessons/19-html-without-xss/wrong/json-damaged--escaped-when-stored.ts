// Escapes for HTML when an entry comes in, but JSON has other rules.
//#replace
const field = (name: string) => form.get(name) ?? ''
//#with
const field = (name: string) => escapeText(form.get(name) ?? '')
//#end
//#replace
return value instanceof Html ? value.text : escapeText(value)
//#with
return value instanceof Html ? value.text : value
//#end
