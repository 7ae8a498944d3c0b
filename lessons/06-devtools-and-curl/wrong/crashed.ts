// Does not wait for the text: a promise isn't JSON.
//#replace
JSON.parse(await response.text())
//#with
JSON.parse(String(response.text()))
//#end
