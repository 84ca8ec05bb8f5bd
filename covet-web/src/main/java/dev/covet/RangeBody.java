package dev.covet;

/** A body of known length of which a part can be sent (RFC 9110, section 14). */
interface RangeBody extends ResponseBody {
  /**
   * A part of it.
   *
   * @param offset from the first byte
   * @param count at least 1; not beyond the end
   */
  ResponseBody part(long offset, long count);
}
