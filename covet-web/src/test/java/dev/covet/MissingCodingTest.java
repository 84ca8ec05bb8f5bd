package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingCodingTest {
  /** This class path without some jars. */
  private static URL[] without(String part) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains(part)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  @ParameterizedTest
  @CsvSource({"zstd, zstd-jni, zstd-jni", "br, brotli4j, brotli4j:brotli4j"})
  void aLibraryThatIsMissingIsNamed(String coding, String jars, String told) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(without(jars), ClassLoader.getPlatformClassLoader())) {
      Class<?> codings = loader.loadClass("dev.covet.ContentCodings");
      Method of = codings.getDeclaredMethod("of", String.class);
      of.setAccessible(true);
      assertThat((List<?>) of.invoke(null, "gzip")).hasSize(1);
      assertThatThrownBy(() -> of.invoke(null, "gzip," + coding))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the coding " + coding + " needs a library: add ")
          .hasMessageContaining(told);
    }
  }
}
