/// Models in the ONNX format: sessions, tokenizers, and who goes first on the processors that all models share.
package dragoman.onnx;
