// Says only that something is wrong.
//#replace
`The file is at version ${found}, and this program knows ${steps.length}`
//#with
'Bad database'
//#end
