// Checks a target when a link is made, but not when it is changed.
//#file manage.ts
//#replace
null : checkTarget(target, publicOrigin)
//#with
null : String(target)
//#end
