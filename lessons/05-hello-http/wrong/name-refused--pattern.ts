// Finds the name with a regular expression.
//#replace
return JSON.parse(text) ?? {}
//#with
return { name: /"name"\s*:\s*"(.*?)"/.exec(text)?.[1] }
//#end
