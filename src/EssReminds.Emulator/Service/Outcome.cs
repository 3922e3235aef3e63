namespace EssReminds.Emulator;

/// <summary>A value, or the error that fails the whole call.</summary>
internal readonly struct Outcome<T>
{
    private Outcome(T? value, ServiceError? error) => (Value, Error) = (value, error);

    /// <summary>Null where there is an error.</summary>
    public T? Value { get; }

    public ServiceError? Error { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(ServiceError error) => new(default, error);
}
