// The example of the comment, letter by letter.
//#replace
encodeURIComponent(tasks.search)
//#with
encodeURIComponent('red & blue')
//#end
