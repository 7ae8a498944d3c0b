// Words for people, and no number for programs.
//#replace
`HTTP/1.1 ${status}`
//#with
`HTTP/1.1 ${status.slice(4)}`
//#end
