package dev.covet.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client takes: the ranges of its Accept fields with their qualities (RFC 9110, section
 * 12.5.1). Ranges that are malformed are left out; without any range everything is welcome.
 * Immutable.
 */
public final class Accept {
  private record Range(MediaType range, double quality) {}

  /** Longer lists are cut: nobody means them, and each look-up walks the list. */
  private static final int MOST_RANGES = 64;

  private final List<Range> ranges = new ArrayList<>();

  private Accept() {}

  /**
   * Reads Accept fields.
   *
   * @param fields the values of all Accept fields in order
   * @return what they say
   */
  public static Accept parse(List<String> fields) {
    Accept accept = new Accept();
    for (String field : fields) {
      for (String element : field.split(",", -1)) {
        if (accept.ranges.size() < MOST_RANGES) {
          accept.add(element);
        }
      }
    }
    return accept;
  }

  private void add(String element) {
    try {
      MediaType range = MediaType.parse(element);
      double quality = Double.parseDouble(range.parameters().getOrDefault("q", "1"));
      if (quality >= 0 && quality <= 1) {
        ranges.add(new Range(range, quality));
      }
    } catch (IllegalArgumentException malformed) {
      // one bad range spoils only itself
    }
  }

  /**
   * {@return how welcome a media type is, from 0 (not at all) to 1; the most specific range that
   * covers it counts}
   *
   * @param type a media type without wildcards
   */
  public double quality(MediaType type) {
    if (ranges.isEmpty()) {
      return 1;
    }
    double quality = 0;
    int best = -1;
    for (Range candidate : ranges) {
      if (candidate.range.covers(type) && specificity(candidate.range) > best) {
        best = specificity(candidate.range);
        quality = candidate.quality;
      }
    }
    return quality;
  }

  private static int specificity(MediaType range) {
    return range.type().equals("*") ? 0 : range.subtype().equals("*") ? 1 : 2;
  }

  /**
   * {@return whether one media type is more welcome than another, or equally welcome but named
   * earlier or exactly}
   *
   * @param one a media type
   * @param other another
   */
  public boolean prefers(MediaType one, MediaType other) {
    double left = quality(one);
    double right = quality(other);
    return left > right || left > 0 && left == right && names(one) && !names(other);
  }

  private boolean names(MediaType type) {
    return ranges.stream().anyMatch(r -> r.range.sameEssence(type));
  }
}
