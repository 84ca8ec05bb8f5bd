package dev.covet.checks;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Starts the soak before the first test of a whole run, so that it costs no time: Maven tells a JVM
 * about one class after the other, and the soak's own would come late.
 */
public final class SoakStart implements TestExecutionListener {
  /** For the service loader. */
  public SoakStart() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    SoakProcess.startEarly();
  }
}
