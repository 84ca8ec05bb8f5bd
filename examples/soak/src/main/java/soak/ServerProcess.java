package soak;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The server in a JVM of its own, with the flags of this one and a heap that does not grow. */
final class ServerProcess implements AutoCloseable {
  /** The heap is there from the start, so that what the process takes beyond it shows. */
  private static final List<String> FLAGS =
      List.of(
          "-Xms160m",
          "-Xmx160m",
          "-XX:+AlwaysPreTouch",
          "-XX:-UseDynamicNumberOfCompilerThreads",
          "-XX:-UseDynamicNumberOfGCThreads",
          "-Dio.netty.leakDetection.level=paranoid");

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final int clear;
  private final int tls;

  ServerProcess(Path folder, String transport, File log) throws IOException {
    process =
        new ProcessBuilder(command(folder, transport))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    String[] ports = line().split(" ", -1);
    clear = Integer.parseInt(ports[0]);
    tls = Integer.parseInt(ports[1]);
  }

  static List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!flag.startsWith("-Xm") && !flag.startsWith("-javaagent")) {
        flags.add(flag);
      }
    }
    flags.addAll(FLAGS);
    return flags;
  }

  private static List<String> command(Path folder, String transport) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Soak.class.getName(), "serve", folder.toString(), transport));
    return command;
  }

  int clear() {
    return clear;
  }

  int tls() {
    return tls;
  }

  /** The readings, in the order of {@link Readings#NAMES}. */
  long[] sample() throws IOException {
    return ask("sample");
  }

  /** The readings after both servers have stopped. */
  long[] stop() throws IOException {
    return ask("stop");
  }

  private long[] ask(String what) throws IOException {
    in.write(what + "\n");
    in.flush();
    return Arrays.stream(line().split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server has ended; server.log tells why");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
