// Takes an empty target for one that is missing.
//#file manage.ts
//#replace
    target: target === undefined ? null : checkTarget(target, publicOrigin),
//#with
    target: target ? checkTarget(target, publicOrigin) : null,
//#end
