package dev.covet;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Several parts of a body as multipart/byteranges (RFC 9110, section 14.6). */
final class MultipartRanges extends ProducedBody {
  private final RangeBody whole;
  private final List<ByteRange> ranges;
  private final List<byte[]> heads = new ArrayList<>();
  private final String boundary = Ids.next();
  private final byte[] end;
  private final long length;

  MultipartRanges(RangeBody whole, List<ByteRange> ranges, String type) {
    this.whole = whole;
    this.ranges = ranges;
    this.end = ascii("\r\n--" + boundary + "--\r\n");
    long sum = end.length;
    for (ByteRange range : ranges) {
      String field = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
      byte[] head =
          ascii(
              "\r\n--"
                  + boundary
                  + "\r\n"
                  + field
                  + "Content-Range: "
                  + range.contentRange(whole.length())
                  + "\r\n\r\n");
      heads.add(head);
      sum += head.length + range.count();
    }
    this.length = sum;
  }

  String type() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    for (int i = 0; i < ranges.size(); i++) {
      out.write(heads.get(i));
      ResponseBody part = whole.part(ranges.get(i).first(), ranges.get(i).count());
      part.writeTo(out);
    }
    out.write(end);
  }

  @Override
  public void close() {
    whole.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
