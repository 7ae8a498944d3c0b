// Takes each line for a whole reply.
//#file smtp.ts
//#replace
    for (const line of lines) if (line[3] !== '-') yield line
//#with
    yield* lines
//#end
