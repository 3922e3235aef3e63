namespace EssReminds.Emulator;

/// <summary>What was asked for, or why the call fails as a whole.</summary>
internal readonly struct Outcome<T>
{
    private Outcome(T? value, ServiceError? error) => (Value, Error) = (value, error);

    /// <summary>Null where there is an error.</summary>
    public T? Value { get; }

    public ServiceError? Error { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(ServiceError error) => new(default, error);
}
