// Sends robots to the target, and counts only people.
//#file store.ts
//#replace
    update links set robots = robots + 1
//#with
    update links set robots = robots
//#end
