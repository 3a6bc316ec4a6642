package dragoman.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// Logistic regression: the probability of a yes is `1 / (1 + e^-(bias + sum of weight * (value - mean) / deviation))`.
///
/// Its text form has a line `name mean deviation weight` for each figure, and one for the `bias`, so that anyone can read what counts.
///
/// @param names of the figures, in the order in which they are given
record LogisticModel(List<String> names, double[] means, double[] deviations, double[] weights, double bias) {

    private static final int STEPS = 50;
    private static final double ENOUGH = 1e-7;

    /// A case to learn from.
    ///
    /// @param values one for each figure
    /// @param yes    what is to be foretold
    /// @param weight how much the case counts, more than 0
    record Case(double[] values, boolean yes, double weight) {
    }

    double probability(double[] values) {
        return sigmoid(bias + weighted(values));
    }

    private double weighted(double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (values[i] - means[i]) / deviations[i];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// Fits the weights by Newton's method.
    ///
    /// @param ridge how much the squares of the weights are held down, in cases (L2)
    static LogisticModel fit(List<String> names, List<Case> cases, double ridge) {
        int d = names.size();
        double[] means = new double[d];
        double[] deviations = new double[d];
        double total = cases.stream().mapToDouble(Case::weight).sum();
        for (int i = 0; i < d; i++) {
            int k = i;
            means[i] = cases.stream().mapToDouble(one -> one.weight * one.values[k]).sum() / total;
            double variance = cases.stream().mapToDouble(one -> one.weight * (one.values[k] - means[k]) * (one.values[k] - means[k])).sum() / total;
            deviations[i] = Math.max(1e-6, Math.sqrt(variance));
        }
        double[] beta = new double[d + 1];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[d + 1];
            double[][] hessian = new double[d + 1][d + 1];
            for (Case one : cases) {
                double[] x = new double[d + 1];
                x[d] = 1;
                double z = beta[d];
                for (int i = 0; i < d; i++) {
                    x[i] = (one.values[i] - means[i]) / deviations[i];
                    z += beta[i] * x[i];
                }
                double p = sigmoid(z);
                double error = one.weight * (p - (one.yes ? 1 : 0));
                double curvature = one.weight * p * (1 - p);
                for (int i = 0; i <= d; i++) {
                    gradient[i] += error * x[i];
                    for (int j = 0; j <= i; j++) {
                        hessian[i][j] += curvature * x[i] * x[j];
                    }
                }
            }
            for (int i = 0; i <= d; i++) {
                double held = i < d ? ridge : 1e-9;
                gradient[i] += held * beta[i];
                hessian[i][i] += held;
                for (int j = 0; j < i; j++) {
                    hessian[j][i] = hessian[i][j];
                }
            }
            double[] change = solve(hessian, gradient);
            double largest = 0;
            for (int i = 0; i <= d; i++) {
                beta[i] -= change[i];
                largest = Math.max(largest, Math.abs(change[i]));
            }
            if (largest < ENOUGH) {
                break;
            }
        }
        return new LogisticModel(List.copyOf(names), means, deviations, Arrays.copyOf(beta, d), beta[d]);
    }

    /// Gauss's elimination; the matrix is symmetric and positive definite.
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[] b = right.clone();
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = matrix[i][k] / matrix[k][k];
                for (int j = k; j < n; j++) {
                    matrix[i][j] -= factor * matrix[k][j];
                }
                b[i] -= factor * b[k];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                b[i] -= matrix[i][j] * b[j];
            }
            b[i] /= matrix[i][i];
        }
        return b;
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        for (int i = 0; i < weights.length; i++) {
            lines.add(String.format(Locale.ROOT, "%-22s %9.4f %9.4f %9.4f", names.get(i), means[i], deviations[i], weights[i]));
        }
        return lines.add(String.format(Locale.ROOT, "%-22s %9.4f %9.4f %9.4f", "bias", 0.0, 1.0, bias)).toString();
    }

    /// @param names the figures that are going to be given, in their order
    /// @throws IllegalStateException if the text does not fit them
    static LogisticModel parse(String text, List<String> names) {
        List<String[]> lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.strip().split("\\s+")).toList();
        if (lines.size() != names.size() + 1 || !lines.getLast()[0].equals("bias")) {
            throw new IllegalStateException("the model has other figures than the program; fit it anew");
        }
        double[][] numbers = new double[3][names.size()];
        for (int i = 0; i < names.size(); i++) {
            if (!lines.get(i)[0].equals(names.get(i))) {
                throw new IllegalStateException("the model has the figure %s where the program has %s; fit it anew".formatted(lines.get(i)[0], names.get(i)));
            }
            for (int k = 0; k < 3; k++) {
                numbers[k][i] = Double.parseDouble(lines.get(i)[k + 1]);
            }
        }
        return new LogisticModel(names, numbers[0], numbers[1], numbers[2], Double.parseDouble(lines.getLast()[3]));
    }

    /// @param resource beside this class
    static LogisticModel load(String resource, List<String> names) {
        try (InputStream in = LogisticModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the model is missing from the classpath: " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
