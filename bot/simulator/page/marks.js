// Formatting as marks: stretches of a text, {type, url, offset, length}, no two of one type over the same words.

const CODE = "code";

const end = ({ offset, length }) => offset + length;
const isSame = (one, other) => one.type === other.type && one.url === other.url;

/** Return whether a whole stretch is marked so. */
export function covers(marks, type, from, to) {
  const inside = marks.filter((mark) => mark.type === type);
  return inside.reduce((sum, mark) => sum + Math.max(0, Math.min(end(mark), to) - Math.max(mark.offset, from)), 0) === to - from;
}

/** Return the marks without those of these types in a stretch. */
export function without(marks, types, from, to) {
  return marks.flatMap((mark) => {
    if (!types(mark.type) || mark.offset >= to || end(mark) <= from) return [mark];
    return [
      { ...mark, length: from - mark.offset },
      { ...mark, offset: to, length: end(mark) - to },
    ].filter(({ length }) => length > 0);
  });
}

/** Return the marks with one more; code holds nothing but itself. */
export function added(marks, mark) {
  const { type, offset } = mark;
  const gone = (other) => other === type || type === CODE || other === CODE;
  return joined([...without(marks, type === "blockquote" ? (other) => other === type : gone, offset, end(mark)), mark]);
}

/** Return the marks with those that touch and are alike as one. */
export function joined(marks) {
  const done = [];
  for (const mark of [...marks].sort((one, other) => one.offset - other.offset)) {
    const before = done.findLast((other) => isSame(other, mark) && end(other) === mark.offset);
    if (before) before.length += mark.length;
    else done.push({ ...mark });
  }
  return done;
}

/** Return the marks after a stretch of the text gave way to one of this length; no mark grows over its end. */
export function moved(marks, from, to, length) {
  const shift = from + length - to;
  return marks.flatMap((mark) => {
    const begin = mark.offset < from ? mark.offset : Math.max(mark.offset, to) + shift;
    const stop = end(mark) <= from ? end(mark) : end(mark) < to ? from : end(mark) + shift;
    return stop > begin ? [{ ...mark, offset: begin, length: stop - begin }] : [];
  });
}
